/// What only a Map state has.
struct MapFields: Sendable {
    /// The number of the processor's group in the definition.
    let processor: Int
    let mode: MapMode
    let items: MapItems
    /// `ItemSelector`, or `Parameters` in their old meaning.
    let selector: ValueTemplate?
    let maxConcurrency: NumberField?
    let toleratedCount: NumberField?
    let toleratedPercentage: NumberField?
    let reader: MapReaderFields?
    let batcher: MapBatcherFields?
    let writer: MapWriterFields?
}
