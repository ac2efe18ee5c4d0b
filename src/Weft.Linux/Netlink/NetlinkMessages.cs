using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Walks the messages of one received datagram; stops at the first that does not fit.</summary>
public ref struct NetlinkMessages
{
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _current;

    public NetlinkMessages(ReadOnlySpan<byte> datagram)
    {
        _rest = datagram;
        _current = default;
    }

    public readonly NetlinkMessage Current => new(_current);

    public bool MoveNext()
    {
        if (_rest.Length < NetlinkMessage.HeaderLength)
        {
            return false;
        }

        int length = MemoryMarshal.Read<int>(_rest);
        if (length < NetlinkMessage.HeaderLength || length > _rest.Length)
        {
            return false;
        }

        _current = _rest[..length];
        _rest = _rest[Math.Min(NetlinkAttributes.Align(length), _rest.Length)..];
        return true;
    }
}
