namespace Weft.Peers.Tests;

/// <summary>VRRP version 3 with advertisements from the virtual MAC, which both sides share.</summary>
public sealed class KeepalivedVirtualMacTests() : KeepalivedTests(3, "use_vmac");
