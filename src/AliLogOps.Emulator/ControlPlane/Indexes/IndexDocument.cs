using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Checks an index definition and brings it into the form in which the service gives it back.</summary>
internal static class IndexDocument
{
    private const string TokenError = "required field token is lacking or of error format";

    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "line", "keys", "max_text_len", "log_reduce", "log_reduce_white_list", "log_reduce_black_list", "ttl",
        "scan_index", "all_keys", "auto_key_detect", "auto_key_count_limit", "embedding", "vector_index",
        // a client that reads, changes and writes back sends what it has read
        "index_mode", "storage", "lastModifyTime",
    };

    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "log_reduce_white_list", "log_reduce_black_list", "scan_index", "all_keys", "auto_key_detect", "auto_key_count_limit", "embedding", "vector_index",
    };

    private static readonly HashSet<string> s_lineKnown = new(StringComparer.Ordinal)
    {
        "token", "caseSensitive", "chn", "include_keys", "exclude_keys",
    };

    private static readonly HashSet<string> s_keyKnown = new(StringComparer.Ordinal)
    {
        "type", "token", "caseSensitive", "chn", "doc_value", "alias", "index_all", "max_depth", "json_keys", "embedding", "vector_index",
    };

    /// <exception cref="SlsException">400 IndexInfoInvalid.</exception>
    public static JsonObject Normalise(JsonMembers body)
    {
        RefuseUnknown(body, s_known);
        JsonElement? line = body.Object("line");
        JsonElement? keys = body.Object("keys");
        if (line is null && keys is null)
        {
            throw body.Fail("line and keys are both lacking: an index needs at least one");
        }
        JsonObject document = [];
        if (line is { } lineElement)
        {
            document["line"] = Line(Members(lineElement));
        }
        if (keys is { } keysElement)
        {
            document["keys"] = Keys(keysElement);
        }
        int maxTextLength = body.Int("max_text_len") ?? 2048;
        if (maxTextLength is < 64 or > 16384)
        {
            throw body.Fail($"max_text_len {maxTextLength} is invalid: it must be within range [64, 16384]");
        }
        document["max_text_len"] = maxTextLength;
        document["log_reduce"] = body.Bool("log_reduce") ?? false;
        if (body.Has("log_reduce_white_list") && body.Has("log_reduce_black_list"))
        {
            throw body.Fail("log_reduce_white_list and log_reduce_black_list exclude each other");
        }
        JsonObject sent = body.Copy();
        foreach (string name in s_kept)
        {
            if (sent[name] is { } value)
            {
                document[name] = value.DeepClone();
            }
        }
        return document;
    }

    private static JsonObject Line(JsonMembers line)
    {
        RefuseUnknown(line, s_lineKnown);
        JsonObject result = new()
        {
            ["token"] = Tokens(line, required: true),
            ["caseSensitive"] = line.Bool("caseSensitive") ?? false,
            ["chn"] = line.Bool("chn") ?? false,
        };
        List<string>? include = line.Strings("include_keys");
        List<string>? exclude = line.Strings("exclude_keys");
        if (include is { Count: > 0 } && exclude is { Count: > 0 })
        {
            throw line.Fail("include_keys and exclude_keys exclude each other");
        }
        if (include is not null)
        {
            result["include_keys"] = Array(include);
        }
        if (exclude is not null)
        {
            result["exclude_keys"] = Array(exclude);
        }
        return result;
    }

    private static JsonObject Keys(JsonElement keys)
    {
        JsonObject result = [];
        HashSet<string> aliases = new(StringComparer.Ordinal);
        foreach (JsonProperty key in keys.EnumerateObject())
        {
            if (key.Value.ValueKind != JsonValueKind.Object)
            {
                throw SlsErrors.IndexInfoInvalid($"key {key.Name} must be an object").ToException();
            }
            result[key.Name] = Key(key.Name, Members(key.Value), aliases, insideJson: false);
        }
        return result;
    }

    private static JsonObject Key(string name, JsonMembers key, HashSet<string> aliases, bool insideJson)
    {
        RefuseUnknown(key, s_keyKnown);
        if (!insideJson && name == RowId.MemberName)
        {
            throw key.Fail($"key {name} is reserved for the row ids of logs: leave it out");
        }
        string type = key.String("type") ?? throw key.Fail($"key config must has type: {name}");
        if (type is not ("text" or "long" or "double") && (insideJson || type != "json"))
        {
            throw key.Fail($"type {type} of key {name} is invalid: it must be text, long, double{(insideJson ? "" : " or json")}");
        }
        string alias = key.String("alias") ?? "";
        if (alias.Length > 0 && !aliases.Add(alias))
        {
            throw key.Fail($"alias {alias} of key {name} is used twice");
        }
        JsonObject result = new() { ["type"] = type };
        if (type is "text" or "json")
        {
            // the leaves of a json key take its delimiters, unless they bring their own
            JsonArray? token = Tokens(key, required: type == "text" && !insideJson);
            if (token is not null)
            {
                result["token"] = token;
            }
            result["caseSensitive"] = key.Bool("caseSensitive") ?? false;
            result["chn"] = key.Bool("chn") ?? false;
        }
        // «unconfirmed»: absent means off; the console always sends it
        result["doc_value"] = key.Bool("doc_value") ?? false;
        result["alias"] = alias;
        if (type == "json")
        {
            AddJsonMembers(result, key, aliases);
        }
        return result;
    }

    private static void AddJsonMembers(JsonObject result, JsonMembers key, HashSet<string> aliases)
    {
        result["index_all"] = key.Bool("index_all") ?? false;
        result["max_depth"] = key.Int("max_depth") ?? -1;
        JsonObject leaves = [];
        if (key.Object("json_keys") is { } paths)
        {
            foreach (JsonProperty path in paths.EnumerateObject())
            {
                if (path.Value.ValueKind != JsonValueKind.Object)
                {
                    throw key.Fail($"json key {path.Name} must be an object");
                }
                leaves[path.Name] = Key(path.Name, Members(path.Value), aliases, insideJson: true);
            }
        }
        result["json_keys"] = leaves;
    }

    private static JsonArray? Tokens(JsonMembers owner, bool required)
    {
        if (!owner.Has("token"))
        {
            return required ? throw owner.Fail(TokenError) : null;
        }
        List<string> tokens;
        try
        {
            tokens = owner.Strings("token")!;
        }
        catch (SlsException)
        {
            throw owner.Fail(TokenError);
        }
        return tokens.All(token => token.Length == 1) ? Array(tokens) : throw owner.Fail(TokenError);
    }

    private static JsonMembers Members(JsonElement element)
    {
        return new JsonMembers(element, SlsErrors.IndexInfoInvalid);
    }

    private static void RefuseUnknown(JsonMembers members, IReadOnlySet<string> known)
    {
        if (members.UnknownMembers(known).FirstOrDefault() is { } unknown)
        {
            throw members.Fail($"redundant key exist in json: {unknown}");
        }
    }

    private static JsonArray Array(List<string> items)
    {
        return [.. items.Select(item => (JsonNode)item)];
    }
}
