import Foundation
import MeshCore
import Testing

private enum Product: Identified {
    static let idPrefix = "prd"
}

private enum Account: Identified {
    static let idPrefix = "acc"
}

struct IDTests {
    @Test("An id is its prefix and 26 characters, and reads back as itself")
    func roundTrip() throws {
        for _ in 0..<1000 {
            let id = ID<Product>.make()
            let text = id.description
            #expect(text.hasPrefix("prd_"))
            #expect(text.utf8.count == 30)
            #expect(ID<Product>(text) == id)
            #expect(ID<Product>(text.uppercased()) == id)
        }
    }

    @Test("Ids that a process makes grow, as values and as text")
    func monotone() {
        let ids = (0..<5000).map { _ in ID<Product>.make() }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
        let texts = ids.map(\.description)
        #expect(zip(texts, texts.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("The bits of an id are a UUID of version 7 with the time of its making")
    func layout() {
        var random = SplitMix64(seed: 7)
        let moment = Timestamp(milliseconds: 1_763_686_923_004)
        let id = ID<Product>.make(at: moment, using: &random)
        #expect(id.uuid.high >> 12 & 0xF == 7)
        #expect(id.uuid.low >> 62 == 0b10)
        #expect(id.timestamp == moment)
    }

    @Test("A seed makes the same ids again")
    func seeded() {
        var one = SplitMix64(seed: 1)
        var other = SplitMix64(seed: 1)
        let moment = Timestamp(milliseconds: 1)
        #expect(ID<Product>.make(at: moment, using: &one) == ID<Product>.make(at: moment, using: &other))
        #expect(ID<Product>.make(at: moment, using: &one) == ID<Product>.make(at: moment, using: &other))
    }

    @Test(
        "What is no id of the kind is refused",
        arguments: [
            "", "prd", "prd_", "acc_01jd4t9x5se4nvk3qk2m7c8h6r", "prd-01jd4t9x5se4nvk3qk2m7c8h6r",
            "prd_01jd4t9x5se4nvk3qk2m7c8h6",
            "prd_01jd4t9x5se4nvk3qk2m7c8h6rr", "prd_01jd4t9x5se4nvk3qk2m7c8h6u", "prd_z1jd4t9x5se4nvk3qk2m7c8h6r",
            "prd_00000000000000000000000000", "prd_01jd4t9x5se4nvk3qk2m7c8hé", "PRD01jd4t9x5se4nvk3qk2m7c8h6rxx",
        ])
    func refused(text: String) {
        #expect(ID<Product>(text) == nil)
    }

    @Test("I and L are read as one, O as zero")
    func misread() {
        let id = sample()
        let text = id.description
        #expect(ID<Product>(text.replacing("0", with: "o")) == id)
        #expect(ID<Product>("prd_" + text.dropFirst(4).replacing("1", with: "l")) == id)
        #expect(ID<Product>("prd_" + text.dropFirst(4).replacing("1", with: "I")) == id)
    }

    private func sample() -> ID<Product> {
        ID(UUIDv7(milliseconds: 1_000_001, randomA: 1, randomB: 1))
    }

    @Test("In JSON an id is its text, and another kind's is refused")
    func codable() throws {
        let id = ID<Product>.make()
        let data = try JSONEncoder().encode([id])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(id)\"]")
        #expect(try JSONDecoder().decode([ID<Product>].self, from: data) == [id])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([ID<Account>].self, from: data) }
    }

    @Test("The schema of an id accepts ids of its kind alone")
    func schema() {
        let schema = ID<Product>.schema
        #expect(schema.validate(.string(ID<Product>.make().description)).isEmpty)
        #expect(schema.validate(.string(ID<Account>.make().description)).map(\.code) == ["pattern"])
    }
}
