namespace Weft.Model;

/// <summary>One flow of a case and what became of it.</summary>
public sealed record PolicyAttempt(string From, string To, PolicyService Service, PolicyFlow Flow, PolicyVerdict Verdict);
