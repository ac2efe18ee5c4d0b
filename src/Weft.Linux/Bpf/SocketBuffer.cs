namespace Weft.Linux;

/// <summary>Where the fields of struct __sk_buff are (linux/bpf.h), in octets.</summary>
internal static class SocketBuffer
{
    public const short Length = 0;
    public const short Mark = 8;
    public const short VlanPresent = 20;
    public const short VlanTag = 24;
    public const short VlanProtocol = 28;
    public const short Priority = 32;
    public const short Ingress = 36;
    public const short Interface = 40;
    public const short Data = 76;
    public const short DataEnd = 80;
    public const short SegmentLength = 176;
}
