using System.Globalization;
using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <summary>Choices in words.</summary>
internal static class ChoiceText
{
    /// <summary>What is about to happen in a world.</summary>
    public static string Describe(ExploredWorld world, Choice choice) => choice.Kind switch
    {
        ChoiceKind.Deliver => $"leaf{choice.B + 1} gets the LSP of leaf{choice.A + 1}: {Next(world, choice)}",
        ChoiceKind.DeliverLatest => $"leaf{choice.B + 1} gets only the latest LSP of leaf{choice.A + 1}: {Claims(world.Now.Version(choice.A, world.Now.VersionCount(choice.A) - 1))}",
        ChoiceKind.LoseLast => $"the last LSP of leaf{choice.A + 1} never left it",
        ChoiceKind.Pass => string.Create(CultureInfo.InvariantCulture, $"{world.NextDeadline() / 1e6:0.###} ms pass"),
        ChoiceKind.Hear => $"heard: {Frame(world.Now.Prompt[choice.A])}",
        ChoiceKind.Lose => $"lost: {Frame(world.Now.Prompt[choice.A])}",
        ChoiceKind.Delay => $"stays under way: {Frame(world.Now.Prompt[choice.A])}",
        ChoiceKind.HearLate => $"heard late: {Frame(world.Now.Late[choice.A])}",
        ChoiceKind.Move => $"host {choice.A + 1} moves from {Place.Of(world.Now.PlaceOf(choice.A))} to {Place.Of(choice.B)}, {Announcement((EvidenceKind)choice.C)}",
        ChoiceKind.Speak => $"{ExploredFabric.Address(choice.A)} sends {Evidence((EvidenceKind)choice.B)}{(choice.C != 0 ? ", which stays under way" : "")}",
        ChoiceKind.Die => $"host {choice.A + 1} dies",
        ChoiceKind.Unplug => $"{Place.Of(choice.A)} loses its carrier",
        ChoiceKind.PlugIn => $"{Place.Of(choice.A)} gets its carrier back",
        ChoiceKind.Crash => $"the daemon of leaf{choice.A + 1} dies",
        ChoiceKind.Restart => $"the daemon of leaf{choice.A + 1} starts",
        ChoiceKind.Synchronize => $"leaf{choice.A + 1} has the databases of its neighbours",
        ChoiceKind.Cut => $"leaf{choice.A + 1} is cut off",
        ChoiceKind.Heal => "the cut is mended",
        ChoiceKind.Notice => $"leaf{choice.A + 1} notices that leaf{choice.B + 1} is {(world.Reaches(choice.A, choice.B) ? "reachable" : "unreachable")}",
        ChoiceKind.Attack => $"the attacker at {new Place(world.Fabric.AttackedLeaf, ExploredFabric.OtherPort)} sends "
            + $"{Evidence((EvidenceKind)choice.C)} of {ExploredFabric.Address(0)} with {(choice.B == ExploredFabric.AttackerMac ? "its own" : "the host's")} MAC",
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };

    /// <summary>The leaves in a set of bits.</summary>
    public static string Leaves(int bits) => bits == 0
        ? "nobody"
        : string.Join(" and ", Enumerable.Range(0, ExplorationBounds.MaximumLeaves).Where(leaf => (bits & (1 << leaf)) != 0).Select(leaf => $"leaf{leaf + 1}"));

    /// <summary>Claims in words.</summary>
    public static string Claims(ClaimPair claims)
    {
        IEnumerable<string> parts = Enumerable.Range(0, ExplorationBounds.MaximumAddresses)
            .Where(claims.Has)
            .Select(address => $"{ExploredFabric.Address(address)} epoch {claims.EpochOf(address)}"
                + (claims.IsTentative(address) ? " tentative" : "") + (claims.MacOf(address) == ExploredFabric.AttackerMac ? " with the attacker's MAC" : ""));
        string text = string.Join(", ", parts);
        return text.Length == 0 ? "no claims" : text;
    }

    private static string Next(ExploredWorld world, Choice choice) => Claims(world.Now.Version(choice.A, world.Now.NextVersion(choice.A, choice.B)));

    private static string Frame(ushort code)
    {
        HeardFrame frame = HeardFrame.Of(code);
        return $"{Evidence(frame.Kind)} of {ExploredFabric.Address(frame.Address)} at {frame.Place}"
            + (frame.Mac == ExploredFabric.AttackerMac ? " with the attacker's MAC" : "");
    }

    private static string Announcement(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Announcement => "announced by a gratuitous ARP",
        EvidenceKind.Rarp => "announced by a RARP",
        _ => "without a word",
    };

    private static string Evidence(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Data => "a packet",
        EvidenceKind.ArpNd => "an ARP request",
        EvidenceKind.Announcement => "a gratuitous ARP",
        EvidenceKind.ProbeAnswer => "an answer to a probe",
        EvidenceKind.Rarp => "a RARP",
        _ => kind.ToString(),
    };
}
