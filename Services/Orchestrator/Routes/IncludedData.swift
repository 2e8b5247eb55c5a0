/// Whether an answer has definitions, inputs and outputs.
enum IncludedData: String, Sendable, CaseIterable {
    case all = "ALL_DATA"
    case metadata = "METADATA_ONLY"
}
