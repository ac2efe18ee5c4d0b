namespace Weft.Linux.Tests;

/// <summary>The rules alone.</summary>
public sealed class FilterRulesTests(FilterBench bench) : FilterRules(bench), IClassFixture<FilterBench>;
