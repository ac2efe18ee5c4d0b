using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Reads NLMSG_ERROR messages.
/// <code>
/// struct nlmsgerr: error 0:4 (negative errno), original header 4:16, then the request unless capped, then attributes
/// </code></summary>
internal static class NetlinkAcknowledgement
{
    private const int FixedLength = 4 + NetlinkMessage.HeaderLength;
    private const ushort MessageAttribute = 1;

    // In acknowledgements the bits that mean "replace" and "exclusive" in requests have meanings of their own.
    private const NetlinkFlags Capped = (NetlinkFlags)0x100;
    private const NetlinkFlags HasAttributes = (NetlinkFlags)0x200;

    /// <summary>The result that an error or done message carries.</summary>
    internal static KernelResult Read(NetlinkMessage message)
    {
        if (!MemoryMarshal.TryRead(message.Payload, out int error) || error >= 0)
        {
            return KernelResult.Success;
        }

        return new KernelResult(-error, message.Type == NetlinkType.Error ? Text(message) : null);
    }

    private static string? Text(NetlinkMessage message)
    {
        ReadOnlySpan<byte> payload = message.Payload;
        if ((message.Flags & HasAttributes) == 0 || payload.Length < FixedLength)
        {
            return null;
        }

        int start = FixedLength;
        if ((message.Flags & Capped) == 0)
        {
            int original = MemoryMarshal.Read<int>(payload[4..]);
            start += NetlinkAttributes.Align(Math.Max(original - NetlinkMessage.HeaderLength, 0));
        }

        if (start > payload.Length)
        {
            return null;
        }

        foreach (NetlinkAttribute attribute in new NetlinkAttributes(payload[start..]))
        {
            if (attribute.Type == MessageAttribute)
            {
                return attribute.Text;
            }
        }

        return null;
    }
}
