using Weft.Model;

namespace Weft.Daemon;

/// <summary>Where the API gets its tables from.</summary>
public interface IReportSource
{
    /// <summary>One table as it is now. The table is one of <see cref="ApiFormat.Tables"/>.</summary>
    /// <param name="table">Which.</param>
    /// <param name="after">For events: the last number that the client has.</param>
    NodeReport Report(string table, long after);

    /// <summary>One event, for clients that watch.</summary>
    NodeReport ReportOf(in LoggedEvent item);
}
