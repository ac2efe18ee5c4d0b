using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Walks attributes (struct nlattr: len 0:2, type 2:2, padded to 4); stops at the first that does not fit.</summary>
public ref struct NetlinkAttributes
{
    internal const int HeaderLength = 4;
    private const ushort TypeMask = 0x3FFF;

    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _current;
    private ushort _type;

    public NetlinkAttributes(ReadOnlySpan<byte> bytes)
    {
        _rest = bytes;
        _current = default;
        _type = 0;
    }

    public readonly NetlinkAttribute Current => new(_type, _current);

    public readonly NetlinkAttributes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < HeaderLength)
        {
            return false;
        }

        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < HeaderLength || length > _rest.Length)
        {
            return false;
        }

        _type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & TypeMask);
        _current = _rest[HeaderLength..length];
        _rest = _rest[Math.Min(Align(length), _rest.Length)..];
        return true;
    }

    internal static int Align(int length) => (length + 3) & ~3;
}
