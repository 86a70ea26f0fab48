namespace AliLogOps.Setup; internal static class Placeholder;
