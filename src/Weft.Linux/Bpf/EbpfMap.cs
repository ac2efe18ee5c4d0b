using System.Text;

namespace Weft.Linux;

/// <summary>A table that eBPF programs and this process share. It lives as long as this handle or a program that uses it.</summary>
internal sealed unsafe class EbpfMap : IDisposable
{
    private readonly int _keyLength;
    private readonly int _valueLength;

    private EbpfMap(int descriptor, int keyLength, int valueLength)
    {
        Descriptor = descriptor;
        _keyLength = keyLength;
        _valueLength = valueLength;
    }

    public int Descriptor { get; private set; }

    /// <summary>A hash table whose elements take memory only when they are there.</summary>
    public static EbpfMap Hash(string name, int keyLength, int valueLength, int capacity) =>
        Create(EbpfCalls.HashMap, EbpfCalls.NoPreallocation, name, keyLength, valueLength, capacity);

    /// <summary>A hash table that takes new elements for ever: those used least recently make room.</summary>
    public static EbpfMap RecentlyUsed(string name, int keyLength, int valueLength, int capacity) =>
        Create(EbpfCalls.RecentlyUsedMap, 0, name, keyLength, valueLength, capacity);

    /// <summary>One value, whose address programs hold.</summary>
    public static EbpfMap Single(string name, int valueLength) => Create(EbpfCalls.ArrayMap, 0, name, sizeof(uint), valueLength, 1);

    /// <summary>Reads the value of an element. False when it is not there.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, Span<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, _keyLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(value.Length, _valueLength);
        fixed (byte* keyPointer = key)
        fixed (byte* valuePointer = value)
        {
            EbpfCalls.ElementAttribute attribute = new() { Map = (uint)Descriptor, Key = (ulong)keyPointer, Value = (ulong)valuePointer };
            return EbpfCalls.Call(EbpfCalls.LookUpElement, ref attribute) >= 0;
        }
    }

    /// <summary>Adds an element or replaces its value; returns the error number or 0.</summary>
    public int Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(value.Length, _valueLength);
        return Change(EbpfCalls.UpdateElement, key, value, EbpfCalls.AnyElement);
    }

    /// <summary>Replaces the value of an element; returns the error number or 0. One that is not there is no error, and is not added.</summary>
    public int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(value.Length, _valueLength);
        int error = Change(EbpfCalls.UpdateElement, key, value, EbpfCalls.ExistingElement);
        return error == Errno.NoEntry ? 0 : error;
    }

    /// <summary>Takes an element out; returns the error number or 0. One that is not there is no error.</summary>
    public int Remove(ReadOnlySpan<byte> key)
    {
        int error = Change(EbpfCalls.DeleteElement, key, default, 0);
        return error == Errno.NoEntry ? 0 : error;
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }

    /// <summary>Names of BPF objects are for people with bpftool: at most 15 ASCII letters.</summary>
    internal static void WriteName(string name, byte* destination) =>
        Encoding.ASCII.GetBytes(name, new Span<byte>(destination, EbpfCalls.NameLength - 1));

    private static EbpfMap Create(uint type, uint flags, string name, int keyLength, int valueLength, int capacity)
    {
        EbpfCalls.MapAttribute attribute = new()
        {
            Type = type,
            KeyLength = (uint)keyLength,
            ValueLength = (uint)valueLength,
            Capacity = (uint)capacity,
            Flags = flags,
        };
        WriteName(name, attribute.Name);
        int descriptor = EbpfCalls.Call(EbpfCalls.CreateMap, ref attribute);
        return descriptor >= 0
            ? new EbpfMap(descriptor, keyLength, valueLength)
            : throw new KernelException($"make the BPF map {name}", -descriptor);
    }

    private int Change(int command, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, _keyLength);
        fixed (byte* keyPointer = key)
        fixed (byte* valuePointer = value)
        {
            EbpfCalls.ElementAttribute attribute = new()
            {
                Map = (uint)Descriptor,
                Key = (ulong)keyPointer,
                Value = (ulong)valuePointer,
                Flags = flags,
            };
            return -EbpfCalls.Call(command, ref attribute);
        }
    }
}
