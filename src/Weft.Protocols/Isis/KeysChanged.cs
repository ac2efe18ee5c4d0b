using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The keys are others from now on. Names them, never what is secret about them.</summary>
public sealed record KeysChanged(string Keys, bool IsGuarded) : NodeEvent
{
    public override string Kind => "isis-keys";

    public override string Subject => "isis";

    public override string Text => Keys;

    public override EventSeverity Severity => IsGuarded ? EventSeverity.Information : EventSeverity.Warning;

    /// <summary>Describes the keys that were set.</summary>
    public static KeysChanged Of(IsisKeys keys) => new(KeySummary.Of(keys), IsGuarding(keys.Link) && IsGuarding(keys.Area));

    private static bool IsGuarding(KeyChain? chain) => chain is { PassesUnauthenticated: false };
}
