import MeshCore
import Testing

@testable import EventCollection

@Suite("Addresses, amounts and times as trackers write them")
struct TextTests {
    @Test(
        "Addresses are read in every form and written in one",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:8080", "192.0.2.1"), ("::", "::"), ("::1", "::1"),
            ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("[2001:db8::1]:443", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("1::", "1::"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ])
    func addresses(text: String, written: String) {
        #expect(NetworkAddress(text)?.description == written)
    }

    @Test(
        "What is no address is none",
        arguments: [
            "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.-4", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "g::",
            "12345::", ":1:2:3:4:5:6:7", "1::2::3", "[::1", "host", "1.2.3.4 ",
        ])
    func noAddresses(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test("A range holds what begins as it does, of its own version")
    func ranges() throws {
        let range = try #require(AddressRange("192.0.2.77/24"))
        #expect(range.description == "192.0.2.0/24")
        #expect(try range.contains(#require(NetworkAddress("192.0.2.255"))))
        #expect(try !range.contains(#require(NetworkAddress("192.0.3.0"))))
        #expect(try !range.contains(#require(NetworkAddress("::c000:200"))))
        #expect(try #require(AddressRange("::/0")).contains(#require(NetworkAddress("2001:db8::"))))
        #expect(AddressRange("10.0.0.0/33") == nil)
    }

    @Test(
        "A decimal amount becomes minor units, rounded half away from zero",
        arguments: [
            ("12.5", "EUR", 1250), ("12.345", "EUR", 1235), ("-12.345", "EUR", -1235), ("1234", "JPY", 1234),
            ("1234.5", "JPY", 1235), ("1.2345", "KWD", 1235), (".5", "USD", 50), ("1e3", "USD", 100_000),
            ("1.5e-1", "USD", 15), ("0.004", "USD", 0), ("+7", "USD", 700), ("1e-30", "USD", 0), ("0.1", "USD", 10),
        ])
    func amounts(text: String, code: String, minor: Int64) throws {
        let currency = try #require(Currency(code))
        #expect(DecimalAmount.money(.string(text), in: currency)?.amount == minor)
    }

    @Test("What is no amount is none", arguments: ["", "x", "1,5", "1.2.3", "--1", "1e99", "99999999999999999999"])
    func noAmounts(text: String) {
        #expect(DecimalAmount.money(.string(text), in: .eur) == nil)
    }

    @Test("A number with a fraction is read by its digits, not by its bits")
    func doubles() {
        #expect(DecimalAmount.money(19.99, in: .eur)?.amount == 1999)
        #expect(DecimalAmount.money(1.005, in: .eur)?.amount == 101)
        #expect(DecimalAmount.money(1e-7, in: .eur)?.amount == 0)
    }

    @Test(
        "URLs come apart",
        arguments: [
            ("https://user:pw@Shop.Test:8443/a/b?x=1#f", "https://shop.test/a/b?x=1#f"),
            ("https://a.test", "https://a.test/"),
            ("/p?q", "/p?q"), ("android-app://com.x/", "android-app://com.x/"), ("//h/p", "//h/p"),
            ("https://[::1]:80/", "https://[::1]/"), ("file:///x", nil), ("", nil), ("no url", nil), ("word", nil),
        ] as [(String, String?)])
    func pages(text: String, parts: String?) {
        #expect(PageAddress(text)?.text == parts)
    }

    @Test("Times with an offset, without one, and in milliseconds")
    func times() {
        let moment = Timestamp("2026-11-21T12:00:00.500Z")
        #expect(EventTime.read("2026-11-21T13:00:00.500+01:00") == moment)
        #expect(EventTime.read("2026-11-21T12:00:00.500") == moment)
        #expect(EventTime.read(1_795_262_400_500) == moment)
        #expect(EventTime.read("1795262400500") == moment)
        #expect(EventTime.read("yesterday") == nil)
    }

    @Test("Nothing happened after it was received, whatever the clocks say")
    func skew() {
        let received = Timestamp(milliseconds: 10_000)
        func corrected(_ occurred: Int64?, _ sent: Int64?) -> Int64 {
            ClockSkew.corrected(
                occurred: occurred.map { Timestamp(milliseconds: $0) }, sent: sent.map { Timestamp(milliseconds: $0) },
                received: received
            ).milliseconds
        }
        #expect(corrected(nil, 5) == 10_000)
        #expect(corrected(4000, nil) == 4000)
        #expect(corrected(40_000, nil) == 10_000)
        #expect(corrected(4000, 5000) == 9000)
        #expect(corrected(90_000, 91_500) == 8500)
        #expect(corrected(6000, 5000) == 10_000)
        #expect(corrected(.min, .max) == 10_000)
    }

    @Test("Base64 in both alphabets")
    func base64() {
        #expect(Base64Bytes.decode("-_8=") == [0xFB, 0xFF])
        #expect(Base64Bytes.decode("+/8") == [0xFB, 0xFF])
        #expect(Base64Bytes.decode("a*b") == nil)
        for count in 0..<9 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 97) }
            #expect(Base64Bytes.decode(Base64Bytes.encode(bytes)) == bytes)
        }
    }
}
