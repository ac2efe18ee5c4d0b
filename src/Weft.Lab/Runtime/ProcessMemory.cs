using System.Globalization;

namespace Weft.Lab;

/// <summary>What the kernel says of a process's memory.</summary>
internal static class ProcessMemory
{
    /// <summary>The resident memory of a process, in octets.</summary>
    internal static long ResidentOctets(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(item => item.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan("VmRSS:".Length, line.Length - "VmRSS:".Length - "kB".Length), NumberStyles.Integer, CultureInfo.InvariantCulture);
    }
}
