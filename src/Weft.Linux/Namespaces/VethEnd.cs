using Weft.Wire;

namespace Weft.Linux;

/// <summary>One end of a veth cable.</summary>
/// <param name="Namespace">Name under /run/netns; null for the caller's own namespace.</param>
/// <param name="Name">Interface name, at most 15 characters.</param>
/// <param name="Mac">Its MAC; zero lets the kernel draw one.</param>
public readonly record struct VethEnd(string? Namespace, string Name, MacAddress Mac = default);
