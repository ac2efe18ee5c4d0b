using Weft.Model;

namespace Weft.Daemon;

/// <summary>Where the API gets its tables from.</summary>
public interface IReportSource
{
    /// <summary>One table as it is now. The table is one of <see cref="ApiFormat.Tables"/>; a request that names what does not exist
    /// is answered with an error.</summary>
    NodeReport Report(ApiRequest request);

    /// <summary>Does what a request asks for (<see cref="ApiRequest.Do"/>); null, or why it was not done.</summary>
    string? Change(ApiRequest request);

    /// <summary>One event, for clients that watch.</summary>
    NodeReport ReportOf(in LoggedEvent item);
}
