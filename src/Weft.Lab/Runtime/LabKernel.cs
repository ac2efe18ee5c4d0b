namespace Weft.Lab;

/// <summary>A kind of kernel under a lab, and what may be expected of it.</summary>
/// <param name="Name">"native" or "uml".</param>
/// <param name="Title">For people.</param>
/// <param name="ProbeInterval">Between two probes of a flow.</param>
/// <param name="Tolerance">Factor on every limit of a gap.</param>
/// <param name="Patience">How long a phase may take before it is given up.</param>
/// <param name="BgpKeepalive">Between two keepalives of the routers outside; a session ends after three.</param>
public sealed record LabKernel(string Name, string Title, TimeSpan ProbeInterval, int Tolerance, TimeSpan Patience, TimeSpan BgpKeepalive)
{
    /// <summary>Tells a weft inside a guest kernel where it is.</summary>
    public const string Variable = "WEFT_KERNEL";

    /// <summary>This machine's own kernel: where speed is measured.</summary>
    public static LabKernel Native { get; } = new("native", "native kernel", TimeSpan.FromMilliseconds(1), 1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));

    /// <summary>
    /// A guest kernel, where behaviour is shown: its clock ticks every 10 ms and its processes run 30 to 140 times slower, so probes
    /// are fewer, a gap may be longer, and nobody is given up after three seconds.
    /// </summary>
    public static LabKernel Uml { get; } = new("uml", "User-Mode Linux", TimeSpan.FromMilliseconds(40), 100, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(10));

    /// <summary>The kernel that this process runs on.</summary>
    public static LabKernel Current => Environment.GetEnvironmentVariable(Variable) == Uml.Name ? Uml : Native;
}
