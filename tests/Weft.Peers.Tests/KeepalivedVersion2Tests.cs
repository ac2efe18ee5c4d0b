namespace Weft.Peers.Tests;

/// <summary>VRRP version 2, which knows IPv4 only; keepalived advertises from its own MAC.</summary>
public sealed class KeepalivedVersion2Tests() : KeepalivedTests(2);
