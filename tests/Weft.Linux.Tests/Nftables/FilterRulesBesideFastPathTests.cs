namespace Weft.Linux.Tests;

/// <summary>The rules beside the fast path.</summary>
public sealed class FilterRulesBesideFastPathTests(FastFilterBench bench) : FilterRules(bench), IClassFixture<FastFilterBench>;
