/// `ItemBatcher` of a Map state.
struct MapBatcherFields: Sendable {
    let maxItems: NumberField?
    let maxBytes: NumberField?
    let batchInput: ValueTemplate?
}
