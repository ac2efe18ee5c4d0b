namespace Weft.Peers.Tests;

/// <summary>At level 2.</summary>
public sealed class IsisSpineLevel2Tests(SpineLevel2Lab lab) : IsisSpineTests(lab), IClassFixture<SpineLevel2Lab>;
