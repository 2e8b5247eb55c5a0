import EventLog
import MeshCore
import Testing

@testable import JetStreamLog

@Suite("Topics and groups are messages")
struct MetadataEntryTests {
    @Test("An entry is read as it was written, and each name has a subject of its own")
    func roundTrip() throws {
        let name = try #require(TopicName("a.b-c"))
        let group = try #require(GroupName("readers * > \u{1F600}"))
        var settings = TopicSettings()
        settings.retentionBytes = 1 << 30
        let topic = Topic(
            name: name, id: 7, settings: settings, createdAt: Timestamp(milliseconds: 5),
            partitions: Array(repeating: PartitionDescription(owner: nil, epoch: 0), count: 3))
        let commit = GroupState.Commit(topic: 7, offset: CommittedOffset(offset: 9, note: "\"n\""))
        let state = GroupState(generation: 2, commits: [topic.partition(1): commit])
        guard case .topic(topic) = MetadataEntry(payload: MetadataEntry.topic(topic).payload) else {
            throw EventLogError.server(detail: "a topic")
        }
        guard case .group(group, state) = MetadataEntry(payload: MetadataEntry.group(group, state).payload) else {
            throw EventLogError.server(detail: "a group")
        }
        #expect(MetadataEntry.noTopic(name).subject == MetadataEntry.topic(topic).subject)
        #expect(MetadataEntry.noGroup(group).subject.allSatisfy { $0.isHexDigit || "group.".contains($0) })
    }

    @Test("What is none of ours is not taken", arguments: ["", "{", "[]", #"{"topic":"a","id":1}"#, #"{"group":""}"#])
    func foreign(_ text: String) {
        let entry = MetadataEntry(payload: Array(text.utf8))
        #expect(entry == nil)
    }
}
