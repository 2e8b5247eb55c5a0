import FoundationEssentials
import MeshCore
import StatesLanguage

/// Items of map runs: those of the state itself, and those of files in the folder whose folders stand for buckets.
struct LocalItems: MapItemDesk {
    let store: OrchestratorStore
    let buckets: Buckets?

    func items(of order: MapRunOrder) async throws -> [MapItem] {
        let values: [JSONValue]
        switch order.source {
        case .items(let items): values = items
        case .reader(_, let arguments, let configuration):
            guard let buckets else {
                throw StateFailure(
                    error: "States.ItemReaderFailed", cause: "There is no folder of buckets (buckets.dir).")
            }
            values = try ItemFile(buckets: buckets, arguments: arguments, configuration: configuration).items()
        }
        var inputs: [JSONValue] = []
        inputs.reserveCapacity(values.count)
        for (index, value) in values.enumerated() { inputs.append(try order.selection.input(of: value, index: index)) }
        guard let batching = order.batching else {
            return inputs.enumerated().map { MapItem(index: Int64($0), count: 1, input: $1.description) }
        }
        return batching.batches(of: inputs).enumerated().map { index, batch in
            MapItem(index: Int64(index), count: Int64(batch.count), input: batching.input(of: batch).description)
        }
    }

    func output(of order: MapRunOrder, number: Int64, record: MapRunRecord) async throws -> Payload {
        if let writer = order.resultWriter, writer.resource != nil {
            return try await written(by: writer, number: number, record: record)
        }
        let outputs = try await store.outputs(of: number)
        let values = try outputs.map {
            try $0.map { try JSONValue(parsing: $0, limits: OrchestratorStore.ownLimits) } ?? .null
        }
        // The texts are handed on as they came, so that nothing of them changes on the way.
        let text = "[" + outputs.map { $0 ?? "null" }.joined(separator: ",") + "]"
        return Payload(.array(values), text: text)
    }

    private func written(by writer: MapResultWriter, number: Int64, record: MapRunRecord) async throws -> Payload {
        guard let buckets else {
            throw StateFailure(
                error: "States.ResultWriterFailed", cause: "There is no folder of buckets (buckets.dir).")
        }
        let results = try await store.results(of: number)
        return try ResultFiles(buckets: buckets, writer: writer, arn: store.scope.text(record.resource), id: record.id)
            .write(results)
    }
}
