namespace AliLogOps.Codecs; internal static class Placeholder;
