package import MeshCore

extension PathReport {
    /// Paths and steps with how many visits took each.
    package var json: JSONValue {
        [
            "visits": .int(Int64(visitCount)),
            "paths": .array(
                paths.map { ["pages": .array($0.pages.map { .string($0) }), "visits": .int(Int64($0.count))] }),
            "steps": .array(
                steps.map {
                    [
                        "place": .int(Int64($0.place)), "from": .string($0.from), "to": .string($0.to),
                        "visits": .int(Int64($0.count)),
                    ]
                }),
        ]
    }
}
