namespace AliLogOps;

/// <summary>Order of the logs a search gives. The service orders by the minute.</summary>
public enum LogOrder
{
    /// <summary>Newest first.</summary>
    Newest,

    /// <summary>Oldest first.</summary>
    Oldest,
}
