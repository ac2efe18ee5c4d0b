namespace Weft.Linux;

/// <summary>Code points of linux/netfilter/nfnetlink.h, nf_tables.h and nfnetlink_log.h.</summary>
internal static class NetfilterCodes
{
    public const byte BridgeFamily = 7;
    public const byte UnspecifiedFamily = 0;

    public const ushort BatchBegin = 0x10;
    public const ushort BatchEnd = 0x11;

    public const ushort TablesSubsystem = 10;
    public const ushort GetChain = (TablesSubsystem << 8) | 4;
    public const ushort NewSetElement = (TablesSubsystem << 8) | 12;
    public const ushort GetSetElement = (TablesSubsystem << 8) | 13;
    public const ushort DeleteSetElement = (TablesSubsystem << 8) | 14;
    public const ushort NewObject = (TablesSubsystem << 8) | 18;
    public const ushort GetObject = (TablesSubsystem << 8) | 19;

    public const ushort ChainTable = 1;
    public const ushort ChainHook = 4;

    public const ushort ElementTable = 1;
    public const ushort ElementSet = 2;
    public const ushort ElementList = 3;
    public const ushort ListItem = 1;
    public const ushort ElementKey = 1;
    public const ushort ElementTimeout = 4;
    public const ushort DataValue = 1;

    public const ushort ObjectTable = 1;
    public const ushort ObjectName = 2;
    public const ushort ObjectType = 3;
    public const ushort ObjectData = 4;
    public const uint CounterObject = 1;
    public const ushort CounterBytes = 1;
    public const ushort CounterPackets = 2;

    public const ushort LogSubsystem = 4;
    public const ushort LogPacket = LogSubsystem << 8;
    public const ushort LogConfigure = (LogSubsystem << 8) | 1;

    public const ushort LogCommand = 1;
    public const byte LogBind = 1;
    public const ushort LogMode = 2;
    public const byte LogCopyPacket = 2;
    public const ushort LogThreshold = 5;

    public const ushort PacketHeader = 1;
    public const ushort PacketInputDevice = 4;
    public const ushort PacketPhysicalInputDevice = 6;
    public const ushort PacketHardwareAddress = 8;
    public const ushort PacketPayload = 9;
    public const ushort PacketPrefix = 10;
}
