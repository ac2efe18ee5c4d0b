using System.Buffers.Binary;

namespace Weft.Linux;

/// <summary>Reads the answers of nf_tables dumps. What does not fit is left out.</summary>
internal static class FilterReader
{
    /// <summary>The keys of the elements in one message.</summary>
    public static void ReadKeys(NetlinkMessage message, List<byte[]> into)
    {
        foreach (NetlinkAttribute attribute in message.Attributes<NetfilterHeader>())
        {
            if (attribute.Type != NetfilterCodes.ElementList)
            {
                continue;
            }

            foreach (NetlinkAttribute item in attribute.Nested)
            {
                ReadKey(item.Nested, into);
            }
        }
    }

    /// <summary>The name and packets of a counter object.</summary>
    public static bool TryReadCounter(NetlinkMessage message, out KeyValuePair<string, long> counter)
    {
        string? name = null;
        long packets = 0;
        foreach (NetlinkAttribute attribute in message.Attributes<NetfilterHeader>())
        {
            switch (attribute.Type)
            {
                case NetfilterCodes.ObjectName:
                    name = attribute.Text;
                    break;
                case NetfilterCodes.ObjectData:
                    packets = ReadPackets(attribute.Nested);
                    break;
            }
        }

        counter = new KeyValuePair<string, long>(name ?? "", packets);
        return name is not null;
    }

    private static void ReadKey(NetlinkAttributes element, List<byte[]> into)
    {
        foreach (NetlinkAttribute part in element)
        {
            if (part.Type != NetfilterCodes.ElementKey)
            {
                continue;
            }

            foreach (NetlinkAttribute value in part.Nested)
            {
                into.Add(value.Value.ToArray());
            }
        }
    }

    private static long ReadPackets(NetlinkAttributes data)
    {
        foreach (NetlinkAttribute part in data)
        {
            if (part.Type == NetfilterCodes.CounterPackets && part.Value.Length == 8)
            {
                return BinaryPrimitives.ReadInt64BigEndian(part.Value);
            }
        }

        return 0;
    }
}
