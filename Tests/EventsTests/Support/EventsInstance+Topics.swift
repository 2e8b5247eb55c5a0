import EventsAPI
import HTTPTypes
import MeshCore
import Testing

extension EventsInstance {
    /// Makes a topic, and expects that to go well.
    @discardableResult
    func create(_ name: String, partitions: Int = 1, rules: String = "{}") async throws -> EventTopic {
        let answer = try await send(
            .post, "/v1/topics", #"{"name": "\#(name)", "partitions": \#(partitions), "rules": \#(rules)}"#)
        try #require(answer.status == 201, "\(answer)")
        return try answer.decode()
    }

    /// Appends records, and expects each to be told of.
    @discardableResult
    func publish(_ records: String, to topic: String, key: String? = nil) async throws -> [RecordReceipt] {
        let answer = try await send(
            .post, "/v1/topics/\(topic)/records", #"{"records": [\#(records)]}"#,
            headers: key.map { ["idempotency-key": $0] } ?? [:])
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode(RecordReceipts.self).items
    }

    /// Reads a page.
    func page(_ topic: String, _ partition: Int = 0, _ query: String = "") async throws -> RecordPage {
        let answer = try await send(.get, "/v1/topics/\(topic)/partitions/\(partition)/records?\(query)")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    /// All records of a partition.
    func all(_ topic: String, _ partition: Int = 0) async throws -> [ConsumedRecord] {
        var items: [ConsumedRecord] = []
        var query = "limit=1000"
        while true {
            let page = try await page(topic, partition, query)
            items += page.items
            if page.nextOffset >= page.highWatermark { return items }
            query = "limit=1000&offset=\(page.nextOffset)"
        }
    }
}
