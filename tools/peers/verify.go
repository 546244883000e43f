// Verify checks a folder that holds a log of ours, with Go's own packages for notes and trees:
// the signatures under the checkpoint, every file of the tree, every leaf, and how the log grew.
//
//	verify -key VKEY [-witness VKEY]... [-older FILE]... [-receipt FILE]... FOLDER
//
// It shares no code with Tablée. Debian has all it needs: golang-go, golang-golang-x-mod-dev.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type many []string

func (m *many) String() string     { return strings.Join(*m, " ") }
func (m *many) Set(s string) error { *m = append(*m, s); return nil }

func check(is bool, format string, args ...interface{}) {
	if !is {
		fmt.Printf("WRONG "+format+"\n", args...)
		os.Exit(1)
	}
}

func must(err error, what string) { check(err == nil, "%s: %v", what, err) }

// A witness verifies cosignatures of sort 0x04, which Go's package does not know.
type witness struct {
	name   string
	hash   uint32
	public ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(w.public, append([]byte(head), text...), sig[8:])
}

func readWitness(vkey string) witness {
	parts := strings.SplitN(vkey, "+", 3)
	check(len(parts) == 3, "key of a witness: %s", vkey)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	must(err, "key of a witness")
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err, "key of a witness")
	check(len(key) == 33 && key[0] == 4, "key of a witness: not of sort 0x04")
	return witness{parts[0], uint32(hash), key[1:]}
}

// A tree is what a checkpoint says.
func readTree(raw []byte, keys []note.Verifier) tlog.Tree {
	opened, err := note.Open(raw, note.VerifierList(keys...))
	must(err, "note")
	check(len(opened.Sigs) == len(keys), "note: %d of %d have signed", len(opened.Sigs), len(keys))
	lines := strings.Split(opened.Text, "\n")
	check(len(lines) == 4 && lines[0] == keys[0].Name(), "checkpoint: not of %s", keys[0].Name())
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	root, err := tlog.ParseHash(lines[2])
	must(err, "root")
	return tlog.Tree{N: size, Hash: root}
}

// A shelf reads tiles from a folder. Go's paths name the height, and entries data.
type shelf string

func (s shelf) Height() int                                   { return height }
func (s shelf) SaveTiles(tiles []tlog.Tile, content [][]byte) {}
func (s shelf) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, tile := range tiles {
		raw, err := os.ReadFile(filepath.Join(string(s), ours(tile)))
		if err != nil {
			return nil, err
		}
		found[i] = raw
	}
	return found, nil
}

func ours(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/data/", "tile/8/entries/", 1)
	return strings.Replace(path, "tile/8/", "tile/", 1)
}

func unpack(bundle []byte, path string) (leaves [][]byte) {
	for len(bundle) > 0 {
		check(len(bundle) >= 2, "%s ends in the middle of a leaf", path)
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		check(len(bundle) >= end, "%s ends in the middle of a leaf", path)
		leaves, bundle = append(leaves, bundle[2:end]), bundle[end:]
	}
	return leaves
}

func readLeaves(log shelf, size int64) (leaves [][]byte) {
	for n := int64(0); n<<height < size; n++ {
		width := 1 << height
		if size-n<<height < int64(width) {
			width = int(size - n<<height)
		}
		tile := tlog.Tile{H: height, L: -1, N: n, W: width}
		raw, err := log.ReadTiles([]tlog.Tile{tile})
		must(err, "leaves")
		found := unpack(raw[0], ours(tile))
		check(len(found) == width, "%s holds %d leaves", ours(tile), len(found))
		leaves = append(leaves, found...)
	}
	return leaves
}

// checkFile compares one file below tile/ with what follows from the leaves.
func checkFile(log shelf, path string, leaves [][]byte, hashes tlog.HashReader) {
	theirs := strings.Replace("tile/8/"+strings.TrimPrefix(path, "tile/"), "/entries/", "/data/", 1)
	tile, err := tlog.ParseTilePath(theirs)
	must(err, path)
	raw, err := os.ReadFile(filepath.Join(string(log), path))
	must(err, path)
	first, want := int(tile.N<<height), []byte{}
	if tile.L >= 0 {
		want, err = tlog.ReadTileData(tile, hashes)
		must(err, path)
	} else {
		check(first+tile.W <= len(leaves), "%s is beyond the tree", path)
		for _, leaf := range leaves[first : first+tile.W] {
			want = append(want, byte(len(leaf)>>8), byte(len(leaf)))
			want = append(want, leaf...)
		}
	}
	check(bytes.Equal(raw, want), "%s differs from the leaves", path)
}

func checkReceipt(path string, leaves [][]byte, keys []note.Verifier) {
	raw, err := os.ReadFile(path)
	must(err, path)
	parts := strings.SplitN(string(raw), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	check(len(parts) == 2 && lines[0] == "c2sp.org/tlog-proof@v1", "%s: not a receipt", path)
	if strings.HasPrefix(lines[1], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err, path)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		must(err, path)
		proof = append(proof, hash)
	}
	tree := readTree([]byte(parts[1]), keys)
	check(index < int64(len(leaves)), "%s: there is no leaf %d", path, index)
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(leaves[index])), path)
	fmt.Printf("right receipt of leaf %d\n", index)
}

func main() {
	var witnesses, older, receipts many
	vkey := flag.String("key", "", "key of the log")
	flag.Var(&witnesses, "witness", "key of a witness that must have signed (0x04)")
	flag.Var(&older, "older", "file of an older checkpoint, signed by the log")
	flag.Var(&receipts, "receipt", "file of a receipt")
	flag.Parse()
	log := shelf(flag.Arg(0))

	key, err := note.NewVerifier(*vkey)
	must(err, "key of the log")
	keys := []note.Verifier{key}
	for _, each := range witnesses {
		keys = append(keys, readWitness(each))
	}
	raw, err := os.ReadFile(filepath.Join(string(log), "checkpoint"))
	must(err, "checkpoint")
	tree := readTree(raw, keys)
	fmt.Printf("right checkpoint of %d leaves, with %d witnesses\n", tree.N, len(witnesses))

	leaves := readLeaves(log, tree.N)
	var stored []tlog.Hash
	hashes := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("beyond the tree")
			}
			found[i] = stored[index]
		}
		return found, nil
	})
	for n, leaf := range leaves {
		more, err := tlog.StoredHashes(int64(n), leaf, hashes)
		must(err, "leaf")
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	must(err, "root")
	files := 0
	err = filepath.WalkDir(filepath.Join(string(log), "tile"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			path, err = filepath.Rel(string(log), path)
			checkFile(log, filepath.ToSlash(path), leaves, hashes)
			files++
		}
		return err
	})
	must(err, "files")
	fmt.Printf("right files of the tree: %d\n", files)
	check(tree.N == 0 || root == tree.Hash, "root: the leaves give another")
	fmt.Println("right root")

	tiles := tlog.TileHashReader(tree, log)
	for n, leaf := range leaves {
		proof, err := tlog.ProveRecord(tree.N, int64(n), tiles)
		must(err, fmt.Sprintf("leaf %d", n))
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(n), tlog.RecordHash(leaf)), fmt.Sprintf("leaf %d", n))
	}
	fmt.Printf("right inclusion of %d leaves\n", len(leaves))

	for _, path := range older {
		raw, err := os.ReadFile(path)
		must(err, path)
		old := readTree(raw, keys[:1])
		proof, err := tlog.ProveTree(tree.N, old.N, tiles)
		must(err, path)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash), path)
		fmt.Printf("right growth from %d leaves\n", old.N)
	}
	for _, path := range receipts {
		checkReceipt(path, leaves, keys)
	}
}
