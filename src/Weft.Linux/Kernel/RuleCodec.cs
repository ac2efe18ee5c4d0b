namespace Weft.Linux;

/// <summary>Routing rules as rtnetlink messages (struct fib_rule_hdr and FRA_* attributes).</summary>
internal static class RuleCodec
{
    private const ushort Priority = 6;
    private const ushort Table = 15;
    private const byte ToTable = 1;

    internal static void WritePut(NetlinkConnection connection, in KernelRule rule) =>
        Write(connection, rule, NetlinkType.NewRule, NetlinkFlags.Create | NetlinkFlags.Exclusive);

    internal static void WriteDelete(NetlinkConnection connection, in KernelRule rule) =>
        Write(connection, rule, NetlinkType.DeleteRule, NetlinkFlags.None);

    private static void Write(NetlinkConnection connection, in KernelRule rule, ushort type, NetlinkFlags flags)
    {
        connection.Begin(type, flags);
        NetlinkBuilder builder = connection.Builder;
        builder.Header(new RuleHeader
        {
            Family = rule.IsIpv6 ? KernelFamily.Ipv6 : KernelFamily.Ipv4,
            Table = rule.Table <= byte.MaxValue ? (byte)rule.Table : (byte)0,
            Action = ToTable,
        });

        // Always said, also when it is 0: without it a delete takes the first rule that leads to the table.
        builder.Add(Priority, rule.Priority);
        builder.Add(Table, rule.Table);
        builder.End();
    }
}
