using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Runs rule set text through libnftables, in this process and in the calling thread's network namespace.</summary>
public static unsafe partial class NftLibrary
{
    private const string Library = "libnftables.so.1";

    /// <summary>Runs commands as one transaction. Returns null, or what libnftables said was wrong; then nothing was changed.
    /// Throws <see cref="DllNotFoundException"/> where the library (Debian: libnftables1) is missing.</summary>
    public static string? Run(string commands)
    {
        nint context = NewContext(0);
        if (context == 0 || BufferOutput(context) != 0 || BufferErrors(context) != 0)
        {
            throw new KernelException("open an nftables context", Errno.NoMemory);
        }

        try
        {
            if (RunFromBuffer(context, commands) == 0)
            {
                return null;
            }

            string? error = Marshal.PtrToStringUTF8((nint)GetErrors(context))?.Trim();
            return string.IsNullOrEmpty(error) ? "libnftables gave no reason" : error;
        }
        finally
        {
            FreeContext(context);
        }
    }

    /// <summary>Loads a node's rule set. Where the sets of a predecessor have other definitions than the plan asks for, they are
    /// replaced with their elements. Returns whether elements were kept; throws <see cref="KernelException"/> when the kernel refuses.</summary>
    public static bool Load(Model.NodePlan plan)
    {
        if (Run(FilterRuleSet.Write(plan, keepElements: true)) is null)
        {
            return true;
        }

        string? error = Run(FilterRuleSet.Write(plan, keepElements: false));
        if (error is null)
        {
            return false;
        }

        string[] stateful = [.. plan.Fabric.Policies.Where(policy => policy.TracksConnections).Select(policy => $"`{policy.Name}`")];
        throw stateful.Length > 0 && !CapabilityProbe.CanTrack()
            ? new KernelException(
                $"enforce {string.Join(", ", stateful)}: load the module nf_conntrack_bridge, or write `stateful: false` in these policies",
                Errno.NotSupported,
                "the kernel cannot track bridged connections")
            : new KernelException("load the packet filter", Errno.Invalid, error);
    }

    [LibraryImport(Library, EntryPoint = "nft_ctx_new")]
    private static partial nint NewContext(uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_output")]
    private static partial int BufferOutput(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_error")]
    private static partial int BufferErrors(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_error_buffer")]
    private static partial byte* GetErrors(nint context);

    [LibraryImport(Library, EntryPoint = "nft_run_cmd_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RunFromBuffer(nint context, string commands);
}
