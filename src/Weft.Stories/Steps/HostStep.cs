namespace Weft.Stories;

/// <summary>Switches a host off without a word, or on again; its port keeps its carrier, as behind a hypervisor.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Host">Who.</param>
/// <param name="IsOn">True when it is switched on.</param>
public sealed record HostStep(int Line, string Host, bool IsOn) : StoryStep(Line);
