namespace AliLogOps.Commands; internal static class Placeholder;
