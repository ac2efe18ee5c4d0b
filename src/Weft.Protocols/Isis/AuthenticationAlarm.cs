using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>PDUs were refused because nobody with a listed key signed them. Raised at most once a minute for each port, chain and reason.</summary>
public sealed record AuthenticationAlarm(string Port, AuthenticationScope Scope, AuthenticationVerdict Verdict) : NodeEvent
{
    public override string Kind => "isis-authentication";

    public override string Subject => Port;

    public override string Text => $"{(Scope == AuthenticationScope.Link ? "hellos" : "link-state data")} on {Port} refused: {Reason}";

    public override EventSeverity Severity => EventSeverity.Alarm;

    private string Chain => Scope == AuthenticationScope.Link ? "link" : "area";

    private string Reason => Verdict switch
    {
        AuthenticationVerdict.Missing => "not signed; the sender has no keys, or is not who it seems to be",
        AuthenticationVerdict.Repeated => "signed more than once",
        AuthenticationVerdict.Malformed => "the signature is malformed",
        AuthenticationVerdict.ClearText => "a password in clear text instead of a signature",
        AuthenticationVerdict.UnknownType => "signed in a way that is not supported",
        AuthenticationVerdict.UnknownKeyId => $"signed with a key id that the {Chain} chain does not list",
        AuthenticationVerdict.WrongAlgorithm => $"signed with another algorithm than the {Chain} chain lists",
        AuthenticationVerdict.BadDigest => $"the signature is wrong: a secret of the {Chain} chain differs, or somebody changed what was sent",
        _ => "a purge that holds more than a purge may: somebody changed the lifetime of a live LSP",
    };
}
