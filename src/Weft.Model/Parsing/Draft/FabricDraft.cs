using Weft.Wire;

namespace Weft.Model;

/// <summary>A fabric file as read: everything that could be understood, with its place, before it is checked as a whole.</summary>
internal sealed class FabricDraft
{
    /// <summary>The autonomous system of the edges when the file has none.</summary>
    public const uint DefaultAsNumber = 65_000;

    public string Name { get; set; } = "";

    public Located<uint> AsNumber { get; set; } = new(DefaultAsNumber, SourceSpan.Start);

    public bool HostRouting { get; set; } = true;

    public string? IsisKeyFile { get; set; }

    public IsisSettings Isis { get; set; } = new();

    public BfdScope Bfd { get; set; }

    public FabricTimers Timers { get; set; } = new();

    public FabricLimits Limits { get; set; } = new();

    public NameTable<DraftSite> Sites { get; } = new("sites", FaultCode.UnknownSite);

    public NameTable<DraftVrf> Vrfs { get; } = new("VRFs", FaultCode.UnknownVrf);

    public List<DraftImport> Imports { get; } = [];

    public NameTable<DraftSubnet> Subnets { get; } = new("subnets", FaultCode.UnknownSubnet);

    public NameTable<DraftNode> Nodes { get; } = new("nodes", FaultCode.UnknownNode);

    public List<DraftLink> Links { get; } = [];

    public List<DraftHost> Hosts { get; } = [];

    public NameTable<DraftGroup> Groups { get; } = new("groups", FaultCode.UnknownMember);

    public List<DraftPolicy> Policies { get; } = [];

    public List<DraftOutside> Outside { get; } = [];

    public List<Located<IpPrefix>> Announce { get; } = [];

    /// <summary>Names that become network namespaces of the lab: nodes, hosts, outside routers and clients share one space.</summary>
    public Dictionary<string, SourceSpan> Machines { get; } = [];
}
