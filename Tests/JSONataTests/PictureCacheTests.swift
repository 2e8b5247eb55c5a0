import Testing

@testable import JSONata

@Suite("Pictures that were read before")
struct PictureCacheTests {
    private func reads(of keys: [String], length: Int = 1) throws -> Int {
        let cache = PictureCache<String, String>()
        var count = 0
        for key in keys {
            let picture = try cache.picture(of: key, length: length) { () throws(JSONataError) in
                count += 1
                return key + "!"
            }
            #expect(picture == key + "!")
        }
        return count
    }

    @Test("One that was read is not read again, unless it is long")
    func again() throws {
        #expect(try reads(of: ["a", "a", "b", "a"]) == 2)
        #expect(try reads(of: ["a", "a"], length: 1001) == 2)
    }

    @Test("Many do not stay")
    func many() throws {
        #expect(try reads(of: (0..<129).map(String.init) + ["0"]) == 130)
    }

    @Test("One that is malformed is so each time")
    func malformed() throws {
        for _ in 0..<2 {
            #expect { _ = try DateTimePicture.of("[Y") } throws: { ($0 as? JSONataError)?.code == "D3135" }
        }
    }
}
