import HTTPTypes

/// The header fields that the pipeline itself reads, found in one walk: a look-up by name would build an index of all
/// fields first.
struct PipelineFields {
    private(set) var traceparents: [String] = []
    private(set) var tracestates: [String] = []

    init(_ fields: HTTPFields) {
        for field in fields {
            // Most names differ in their length already.
            let name = field.name.canonicalName
            switch name.utf8.count {
            case 11 where name == "traceparent": traceparents.append(field.value)
            case 10 where name == "tracestate": tracestates.append(field.value)
            default: break
            }
        }
    }
}
