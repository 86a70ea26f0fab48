namespace AliLogOps.Client; internal static class Placeholder;
