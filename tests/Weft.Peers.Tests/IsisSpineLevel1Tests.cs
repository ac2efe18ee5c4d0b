namespace Weft.Peers.Tests;

/// <summary>At level 1.</summary>
public sealed class IsisSpineLevel1Tests(SpineLevel1Lab lab) : IsisSpineTests(lab), IClassFixture<SpineLevel1Lab>;
