using Weft.Stories;

namespace Weft.Lab;

/// <summary>What <see cref="NativeLab.Up"/> needs beside the fabric.</summary>
public sealed record LabOptions
{
    /// <summary>The fabric file, absolute: handed to every daemon and kept in the inventory.</summary>
    public required string FabricFile { get; init; }

    /// <summary>Where the key file of the fabric is looked for; null for the directory of the fabric file.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>Directory for logs, captures and reports, absolute; made when missing.</summary>
    public required string Output { get; init; }

    /// <summary>The daemon's binary; null brings up kernels and cables only.</summary>
    public string? Daemon { get; init; }

    /// <summary>The binary that an upgrade starts; null for the same.</summary>
    public string? NextDaemon { get; init; }

    /// <summary>Has each daemon record what goes in and out, as NODE.recording beside its log. A daemon started again in the lab begins anew.</summary>
    public bool Record { get; init; }

    /// <summary>Starts the routing daemons of edges and outside routers.</summary>
    public bool Routers { get; init; } = true;

    /// <summary>Lets cables between nodes be cut, at the price of a bridge on each.</summary>
    public bool PatchLinks { get; init; } = true;

    /// <summary>The kernel that the lab runs on.</summary>
    public LabKernel Kernel { get; init; } = LabKernel.Native;

    /// <summary>How long a phase may take before it is given up.</summary>
    public TimeSpan Patience => Kernel.Patience;

    /// <summary>Told about each phase as it goes.</summary>
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>Told each plain command before it runs (<c>-v</c>).</summary>
    public Action<string>? Echo { get; init; }
}
