using Weft.Wire;

namespace Weft.Model;

/// <summary>A host as read; what is faulty is null or left out.</summary>
internal sealed class DraftHost(string name, SourceSpan span, int index)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public int Index { get; } = index;

    public Located<MacAddress>? Mac { get; set; }

    public DraftSubnet? Subnet { get; set; }

    /// <summary>As given; empty when they are to be derived.</summary>
    public List<Located<GatewayAddress>> Addresses { get; } = [];

    /// <summary>False when addresses were given, though perhaps wrong ones.</summary>
    public bool DerivesAddresses { get; set; }

    public LinkEnd? At { get; set; }
}
