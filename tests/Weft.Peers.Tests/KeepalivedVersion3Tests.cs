namespace Weft.Peers.Tests;

/// <summary>VRRP version 3, IPv4 and IPv6 at once; keepalived advertises from its own MAC.</summary>
public sealed class KeepalivedVersion3Tests() : KeepalivedTests(3);
