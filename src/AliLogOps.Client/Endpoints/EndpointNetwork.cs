namespace AliLogOps.Client;

/// <summary>The network a region's endpoint is reached through (Log Service API: "Endpoints").</summary>
public enum EndpointNetwork
{
    /// <summary>The internet: <c>{region}.log.aliyuncs.com</c>.</summary>
    Public,

    /// <summary>Inside Alibaba Cloud: <c>{region}-intranet.log.aliyuncs.com</c>.</summary>
    Intranet,

    /// <summary>Between regions: <c>{region}-share.log.aliyuncs.com</c> (not offered everywhere, «unconfirmed»).</summary>
    Share,

    /// <summary>Transfer acceleration: <c>log-global.aliyuncs.com</c>; the project must have it switched on.</summary>
    Accelerated,
}
