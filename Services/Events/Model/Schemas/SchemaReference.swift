import MeshCore

/// How an event names the schema by which it was written (CloudEvents 1.0, `dataschema`): by the address of a version in
/// this registry, on whatever host.
enum SchemaReference {
    /// The address of a version below a host.
    static func path(of type: String, version: Int64) -> String {
        "/v1/schemas/\(PercentEncoding.encode(type))/versions/\(version)"
    }

    /// The version of a type that an event names; nil when it names something else.
    static func version(in reference: String, of type: String) -> Int64? {
        guard let version = reference.split(separator: "/").last.flatMap({ Int64($0) }),
            reference.hasSuffix(path(of: type, version: version))
        else { return nil }
        return version
    }
}
