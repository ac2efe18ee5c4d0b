namespace Weft.Linux;

/// <summary>Turns one message of a dump into an item; false skips the message.</summary>
public delegate bool NetlinkParser<T>(NetlinkMessage message, out T item);
