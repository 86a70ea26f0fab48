namespace AliLogOps.Module.Tests.Conventions;

/// <summary>What every cmdlet is looked at in: the columns of the matrix whose rows are the cmdlets.</summary>
public enum Situation
{
    Success,
    Pipeline,
    WhatIf,
    NotFound,
    Denied,
    Throttled,
    Cancelled,
}
